package dev.lighterage.contract.mixin;

import java.util.SortedMap;

/// What an invocation image of ours can do: its mixins by name.
///
/// It is the value of the image label [#LABEL], canonical JSON `{"contract": 1, "mixins": {NAME:
/// mixin without argv, env, files, exitCodes, output rules}}`, so the image's digest and signature
/// cover it and it is read without a layer.
public record Inventory(int contract, SortedMap<String, Mixin> mixins) {
  public static final String LABEL = "dev.lighterage.inventory";

  /// The version of the run contract (docs/run-contract.md) that this library speaks.
  public static final int CONTRACT = 1;
}
