package io.jenkins.plugins.gitops.core.render.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.render.Changes;
import io.jenkins.plugins.gitops.core.render.ProcessRunner;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Renderer;
import io.jenkins.plugins.gitops.core.render.Scopes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryClientITest {
    @TempDir
    private Path directory;

    @Test
    void shouldPinImagesToWhatTheirTagsStandForNow() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory, false)) {
            String web = registry.push("team/web", "17", "web");
            String latest = registry.push("tool", "latest", "tool");
            RegistryClient client = new RegistryClient(name -> Optional.empty(), Map.of());
            String pod = """
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: a}
                    spec:
                      initContainers: [{name: i, image: "%1$s/tool"}]
                      containers:
                        - {name: a, image: "%1$s/team/web:17"}
                        - {name: b, image: "%1$s/fixed@sha256:00"}
                    """.formatted(registry.host());

            RenderResult pinned = new Renderer(new ProcessRunner(), Scopes.UNKNOWN, client)
                    .take(
                            pod.getBytes(StandardCharsets.UTF_8),
                            "-",
                            "",
                            Changes.NONE.but().pinImages(true).build());

            assertThat(pinned.images())
                    .containsExactlyInAnyOrder(
                            registry.host() + "/team/web:17@" + web,
                            registry.host() + "/tool@" + latest,
                            registry.host() + "/fixed@sha256:00");
            registry.push("team/web", "17", "another");
            assertThat(client.digest(registry.host() + "/team/web:17")).isNotEqualTo(web);
        }
    }

    @Test
    void shouldLogInAsDockerDoes() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory, true)) {
            String digest = registry.push("web", "1", "web");
            String image = registry.host() + "/web:1";
            Path config = Files.writeString(
                    directory.resolve("config.json"),
                    "{\"auths\": {\"http://" + registry.host() + "/v1/\": {\"auth\": \"" + pair("builder:not-a-secret")
                            + "\"}}}");
            Path wrong = Files.writeString(
                    directory.resolve("wrong.json"),
                    "{\"auths\": {\"" + registry.host() + "\": {\"auth\": \"" + pair("builder:guess") + "\"}}}");

            assertThat(new RegistryClient(DockerConfig.read(config), Map.of()).digest(image))
                    .isEqualTo(digest);
            assertThatThrownBy(() -> new RegistryClient(DockerConfig.read(wrong), Map.of()).digest(image))
                    .isInstanceOf(GitOpsException.class)
                    .hasMessageContaining("it does not let us; log in with docker login " + registry.host());
            assertThatThrownBy(() -> new RegistryClient(DockerConfig.read(directory.resolve("none.json")), Map.of())
                            .digest(image))
                    .hasMessageContaining("wants a login for " + image + ", and there is none");
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchImage() throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(directory, false)) {
            RegistryClient client = new RegistryClient(name -> Optional.empty(), Map.of());

            assertThatThrownBy(() -> client.digest(registry.host() + "/nothing:1"))
                    .hasMessage(
                            "the registry %1$s does not tell the digest of %1$s/nothing:1: there is none; check name"
                                            .formatted(registry.host())
                                    + " and tag");
        }
    }

    private static String pair(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
