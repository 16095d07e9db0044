package io.jenkins.plugins.gitops.core.render.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.render.RequiredTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real registry ({@code docker-registry}) on the loopback interface, at a port of its own choice. */
public final class LocalRegistry implements AutoCloseable {
    /** Whom the registry lets in when it wants a login. */
    public static final Login LOGIN = new Login("builder", "not-a-secret", "");

    private static final String HTPASSWD = "builder:$2b$04$zuigcWO7L0ocgoGzwZ2SzO9zhR9iVPcZ7.aWkTrQihOelk.Zc8h7G\n";
    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final Process process;
    private final String host;
    private final boolean login;
    private final HttpClient client = HttpClient.newHttpClient();

    private LocalRegistry(Process process, String host, boolean login) {
        this.process = process;
        this.host = host;
        this.login = login;
    }

    /**
     * Starts one, or skips the calling test when the program is not there.
     *
     * @param directory an empty directory for what it stores
     * @param login whether it wants to know who asks
     */
    public static LocalRegistry start(Path directory, boolean login) throws IOException {
        RequiredTool.require("docker-registry", "install the package docker-registry of Debian or Ubuntu");
        Path passwords = Files.writeString(directory.resolve("htpasswd"), HTPASSWD);
        String auth = login ? "auth: {htpasswd: {realm: test, path: " + passwords + "}}\n" : "";
        Path config = Files.writeString(
                directory.resolve("config.yml"),
                "version: 0.1\nlog: {level: info}\nstorage: {filesystem: {rootdirectory: " + directory.resolve("data")
                        + "}}\nhttp: {addr: \"127.0.0.1:0\"}\n" + auth);
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                drain(log);
                return new LocalRegistry(process, matcher.group(1), login);
            }
        }
        throw new IllegalStateException("docker-registry ended without listening");
    }

    /** @return {@code 127.0.0.1:PORT} */
    public String host() {
        return host;
    }

    /** Stores an image for no platform, which is none the less one, and gives it a tag. @return its digest */
    public String push(String repository, String tag, String marker) throws IOException, InterruptedException {
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + INDEX
                + "\",\"manifests\":[],\"annotations\":{\"marker\":\"" + marker + "\"}}";
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + host + "/v2/" + repository + "/manifests/" + tag))
                .header("Content-Type", INDEX)
                .PUT(HttpRequest.BodyPublishers.ofString(manifest));
        if (login) {
            request.header("Authorization", LOGIN.basic());
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Digest.of(manifest.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** A full pipe would stop the registry. */
    private static void drain(BufferedReader log) {
        Thread reader = new Thread(
                () -> {
                    try {
                        while (log.readLine() != null) {
                            continue;
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "registry log");
        reader.setDaemon(true);
        reader.setUncaughtExceptionHandler((thread, e) -> {});
        reader.start();
    }
}
