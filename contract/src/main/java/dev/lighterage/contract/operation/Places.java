package dev.lighterage.contract.operation;

/// Paths inside an invocation image and variables of the run tool's environment.
///
/// Source: CNAB 102, 103 and 400 for what stands there; docs/run-contract.md for ours.
public final class Places {
  /// [102.3]: the run tool.
  public static final String RUN = "/cnab/app/run";

  /// [101.2]: the bundle definition, the stored bytes.
  public static final String BUNDLE = "/cnab/bundle.json";

  /// [400.10]: the claim of this operation; our note is in its `custom`.
  public static final String CLAIM = "/cnab/claim.json";

  /// [101.65]: files below are outputs.
  public static final String OUTPUTS = "/cnab/app/outputs";

  /// Ours: the artifact of component NAME is the file or folder `<this>/NAME/…`, read-only.
  public static final String ARTIFACTS = "/cnab/app/artifacts";

  /// Ours: mixin descriptors, `<this>/NAME/mixin.json`.
  public static final String MIXINS = "/cnab/app/mixins";

  /// Ours: the Java runtime of the run-tool layer and the run tool's classes.
  public static final String RUNTIME = "/cnab/app/rt";

  /// Ours: the step report that the run tool leaves behind; below [#OUTPUTS], so that a driver
  /// collects it like an output.
  public static final String STEPS = OUTPUTS + "/dev.lighterage.steps.json";

  public static final String ACTION = "CNAB_ACTION";
  public static final String INSTALLATION = "CNAB_INSTALLATION_NAME";
  public static final String BUNDLE_NAME = "CNAB_BUNDLE_NAME";
  public static final String REVISION = "CNAB_REVISION";
  public static final String CLAIMS_VERSION = "CNAB_CLAIMS_VERSION";

  /// [400.9].
  public static final String CLAIMS_VERSION_VALUE = "CNAB-Claims-1.0.0";

  private Places() {}
}
