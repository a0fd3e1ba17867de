package dev.lighterage.cnab.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder with a recipe and the files it names.
record Kitchen(Path folder) {
  /// The recipe of docs and tests, with everything that a recipe can say.
  static final String SHOP =
      """
      name: shop
      version: 1.4.0
      description: A shop
      keywords: [shop, example]
      license: Apache-2.0
      maintainers:
        - {name: Ada Moor, email: ada@example.com, url: "https://example.com"}
      runner: registry.example.com/runners/azure:2
      artifacts:
        network: {arm: ./network.json, description: Virtual network}
        net2: {arm: oci://registry.example.com/templates/net:1.0.0.0}
        seed: {file: ./seed.sql, to: "oci://registry.example.com/seeds/shop:first"}
        notes: {file: ./seed.sql, home: none}
      images:
        api: registry.example.com/shop/api:3.2
      parameters:
        group: {type: string, env: GROUP, required: true, minLength: 1}
        tags:
          type: object
          properties: {cost: {type: string}}
          required: [cost]
          additionalProperties: false
          path: /cnab/app/tags.json
          applyTo: [install]
          default: {cost: shop}
          description: Tags of all resources
      credentials:
        azure: {path: /cnab/app/credentials/azure.json, required: true, description: Account}
      outputs:
        endpoint: {type: string, applyTo: [install, upgrade]}
        group: {type: integer}
      actions:
        install:
          - arm.deploy: {template: network, group: "${parameters.group}"}
          - id: rows
            sql.load: {file: seed, image: "${images.api}", url: "${outputs.network.url}"}
          - arm.show:
        restock:
          - sql.load: {file: seed}
        io.cnab.status: {modifies: false, stateless: true, steps: [{arm.show: {}}]}
      custom:
        com.example.note: {a: [1, 2]}
      requiredExtensions: [com.example.note]
      """;

  static Kitchen at(Path folder) {
    var kitchen = new Kitchen(folder);
    kitchen.put("seed.sql", "select 1;\n");
    kitchen.put("network.json", "{}");
    kitchen.put("folder/x", "");
    return kitchen;
  }

  void put(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve(Recipe.FILE);
  }

  Recipe read(String text) {
    put(Recipe.FILE, text);
    return Recipe.read(file());
  }
}
