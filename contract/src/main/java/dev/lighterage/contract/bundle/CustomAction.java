package dev.lighterage.contract.bundle;

/// An action that the bundle declares beside install, upgrade and uninstall ([101.50] to [101.55]).
public record CustomAction(String title, String description, boolean modifies, boolean stateless) {}
