package dev.lighterage.cli.command;

import picocli.CommandLine.Command;

/// `lighter runner`, which only holds the commands below it.
@Command(
    name = "runner",
    header = "Make invocation images and look into them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"lighter runner build", "lighter runner inspect oci:runner"})
public final class RunnerGroup {}
