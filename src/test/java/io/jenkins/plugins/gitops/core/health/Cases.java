package io.jenkins.plugins.gitops.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the cases of this package, one YAML file each. */
final class Cases {
    private Cases() {}

    /** A case: the file's name without its ending, and what is in it. */
    record Case(String name, ObjectNode content) {
        ObjectNode live() {
            return (ObjectNode) content.get("live");
        }

        String text(String field) {
            return Json.text(content, field);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** @return the cases in a folder beside this class, by name; fails when there is none */
    static Stream<Case> in(String folder) {
        try (Stream<Path> files = Files.list(path(folder))) {
            List<Case> cases = files.sorted().map(Cases::read).toList();
            assertThat(cases).isNotEmpty();
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the live object of one case, a copy of its own */
    static ObjectNode live(String folder, String name) {
        return read(path(folder + "/" + name + ".yaml")).live();
    }

    private static Path path(String resource) {
        URL url = Cases.class.getResource(resource);
        assertThat(url).as("resource %s", resource).isNotNull();
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Case read(Path file) {
        try (var reader = Files.newBufferedReader(file)) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return new Case(file.getFileName().toString().replaceFirst("\\.yaml$", ""), Json.MAPPER.valueToTree(tree));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
