package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/// All that one run is: what runs, what it gets, what is wanted of it, and what it may take.
///
/// `environment` comes on top of that of the image's config. `artifacts` are folders here, by
/// component, made for this run, whose files it sees read-only below
/// `/cnab/app/artifacts/<component>/`; a driver may let everybody read them. `outputs` are paths
/// below `/cnab/app/outputs`, by name. `mounts` are granted folders of this machine. Without
/// `network` it reaches no other machine where the driver can see to that. `progress` gets the step
/// report while the run goes on, whenever it is known to have changed, where the driver can see it;
/// by one thread, which is not that of `log`.
public record RunRequest(
    RunImage image,
    SortedMap<String, Variable> environment,
    List<InputFile> files,
    SortedMap<String, Path> artifacts,
    SortedMap<String, String> outputs,
    List<Mount> mounts,
    boolean network,
    Limits limits,
    LogSink log,
    Consumer<Bytes> progress,
    Cancellation cancellation) {}
