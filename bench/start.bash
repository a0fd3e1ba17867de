# How long it takes to start and to say something: the whole process of a command that reads a few files.
# `lighter version` is answered before the command line is read; without its archive of classes is how it starts the
# first time.
# shellcheck shell=bash disable=SC2154

version_ours() { "$lighter" version; }
version_helm() { helm version; }
list_ours() { "$lighter" list; }
list_helm() { helm repo list -o json; }
first_ours() { LIGHTER_ARCHIVE=off "$lighter" list; }
first_helm() { list_helm; }

for round in $(seq "${ROUNDS:-15}"); do
  for what in version list first; do
    for who in ours helm; do
      measure "${what}_$who"
      note "start: $what" "$who"
    done
  done
done
for what in version list first; do compare "start: $what" helm; done
