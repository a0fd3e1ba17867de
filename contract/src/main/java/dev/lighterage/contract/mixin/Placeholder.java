package dev.lighterage.contract.mixin;

/// What stands between `${` and `}`: a name to be replaced by a value. There is no expression
/// language; a value that needs one is made by a program.
public sealed interface Placeholder {

  /// Placeholders of a mixin's descriptor: in `argv` and `env`.
  sealed interface OfDescriptor extends Placeholder {}

  /// Placeholders of a bundle's step: in the values of `with`.
  sealed interface OfStep extends Placeholder {}

  /// `${inputs.NAME}`: the input's value as text, for an artifact the path of its file or folder;
  /// `${inputs.NAME...}`, alone in its element: each item of a list.
  record InputValue(String name, boolean each) implements OfDescriptor {
    @Override
    public String toString() {
      return "${inputs." + name + (each ? "...}" : "}");
    }
  }

  /// `${files.NAME}`: the path of the file that holds an input.
  record FilePath(String name) implements OfDescriptor {
    @Override
    public String toString() {
      return "${files." + name + "}";
    }
  }

  /// `${parameters.NAME}`: the value of a parameter of the bundle.
  record ParameterValue(String name) implements OfStep {
    @Override
    public String toString() {
      return "${parameters." + name + "}";
    }
  }

  /// `${images.NAME}`: where component NAME lies for this run, `repository@digest`.
  record ImageReference(String name) implements OfStep {
    @Override
    public String toString() {
      return "${images." + name + "}";
    }
  }

  /// `${outputs.STEP.NAME}`: an output of an earlier step of this action. An output's name has no
  /// dot, so that a step's id may.
  record StepOutput(String step, String name) implements OfStep {
    @Override
    public String toString() {
      return "${outputs." + step + "." + name + "}";
    }
  }

  /// `${credentials.NAME}`: the path of the file that holds a credential of the bundle. The
  /// credential itself is no value: it goes from its file to the program that needs it.
  record CredentialPath(String name) implements OfStep {
    @Override
    public String toString() {
      return "${credentials." + name + "}";
    }
  }

  /// `${step}`: the id of the step that calls.
  record StepId() implements OfDescriptor {
    @Override
    public String toString() {
      return "${step}";
    }
  }

  /// `${installation}`: the installation's name.
  record Installation() implements OfDescriptor, OfStep {
    @Override
    public String toString() {
      return "${installation}";
    }
  }
}
