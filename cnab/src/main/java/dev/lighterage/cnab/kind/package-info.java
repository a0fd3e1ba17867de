/// What a Helm chart, an ARM template, a file, a folder is as an artifact: one small class per
/// kind, and nothing else that switches over kinds by name.
@NullMarked
package dev.lighterage.cnab.kind;

import org.jspecify.annotations.NullMarked;
