# One line of a chart changed and published, each a whole process: `lighter push` (build, chart to its home, bundle, tag)
# beside `helm package` and `helm push` of that chart alone. The registry is `lighter serve`.
# shellcheck shell=bash disable=SC2154

publish_ours() { "$lighter" -q push -f "$work/shop"; }
publish_helm() {
  helm package "$work/shop/charts/web" -d "$work/packages" &&
    helm push "$work/packages/web-1.2.0.tgz" "oci://$served/helm" --plain-http
}

start_served
for round in $(seq "${ROUNDS:-11}"); do
  for who in ours helm; do
    change_line "$round $who"
    measure "publish_$who"
    note "publish a changed line" "$who"
  done
done
compare "publish a changed line" helm
