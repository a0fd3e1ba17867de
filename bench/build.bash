# The build after a changed line of a chart, in a process that is warm after one build, beside `helm package` of that
# chart. What helm does is a part of what the build does.
# shellcheck shell=bash disable=SC2154

start_served
home=${lighter%/bin/lighter}
mkdir -p "$work/classes" "$work/packages"
"$JAVA_HOME/bin/javac" -d "$work/classes" -cp "$home/lib/*" "$here/src/WarmBuild.java"
"$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m -Dslf4j.internal.verbosity=ERROR "-Dlighter.home=$home" -cp "$work/classes:$home/lib/*" \
  WarmBuild "$work/shop" "$work/shop/charts/web/values.yaml" "$work/packages" "${ROUNDS:-21}" >"$work/warm"
while read -r who seconds peak; do note "build, warm" "$who"; done <"$work/warm"
compare "build, warm" helm
