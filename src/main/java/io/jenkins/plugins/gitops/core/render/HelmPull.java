package io.jenkins.plugins.gitops.core.render;

import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Digest;
import io.jenkins.plugins.gitops.core.render.CommandRunner.Result;
import io.jenkins.plugins.gitops.core.render.HelmCharts.Chart;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fetches a chart from a repository or an OCI registry: exactly one, which a version or a digest names for good. */
final class HelmPull {
    private static final Pattern VERSION = Pattern.compile("v?[0-9]+\\.[0-9]+\\.[0-9]+([-+][0-9A-Za-z.+-]*)?");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PULLED = Pattern.compile("(?m)^Digest: (sha256:[0-9a-f]{64})$");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Tool tool;
    private final SourceDirectory directory;
    private final Scratch scratch;

    HelmPull(Tool tool, SourceDirectory directory, Scratch scratch) {
        this.tool = tool;
        this.directory = directory;
        this.scratch = scratch;
    }

    Chart pull(Source.Helm source) {
        HelmOrigin origin = source.origin();
        boolean oci = HelmOrigin.isOci(source.path());
        require(source, oci);
        Path target = scratch.directory("pulled");
        Result result = tool.run(directory.root(), command(source, oci, target));
        if (result.exitCode() != 0) {
            throw new GitOpsException("helm cannot fetch the chart " + describe(source) + ": " + Tool.reason(result));
        }
        Path archive = archive(target);
        String digest = oci ? printed(result) : digest(archive);
        if (!origin.digest().isEmpty() && !origin.digest().equals(digest)) {
            throw new GitOpsException("the chart " + describe(source) + " has the digest " + digest
                    + " now, not the one that is asked for; somebody has published another one under the same version");
        }
        Source.Helm found = new Source.Helm(
                source.path(),
                source.release(),
                new HelmOrigin(origin.repository(), origin.version(), digest),
                source.values());
        return new Chart(found, "", archive, archive.toString());
    }

    private static void require(Source.Helm source, boolean oci) {
        HelmOrigin origin = source.origin();
        Arguments.require(source.path(), "chart");
        if (oci && !origin.repository().isEmpty()) {
            throw new GitOpsException("the chart " + source.path() + " names its registry: leave the repository out");
        }
        requireUrl(oci ? source.path() : origin.repository(), oci);
        boolean byDigest = oci && !origin.digest().isEmpty();
        if (origin.version().isEmpty()
                ? !byDigest
                : !VERSION.matcher(origin.version()).matches()) {
            throw new GitOpsException("the chart " + describe(source) + " needs an exact version"
                    + (oci ? " or a digest" : "") + ", such as 1.4.2: another chart could come tomorrow");
        }
        if (!origin.digest().isEmpty() && !DIGEST.matcher(origin.digest()).matches()) {
            throw new GitOpsException(
                    "the digest '" + origin.digest() + "' of a chart must be sha256: and 64 hexadecimal digits");
        }
    }

    private static void requireUrl(String text, boolean oci) {
        try {
            URI uri = new URI(text);
            boolean scheme = oci || "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!scheme || uri.getAuthority() == null) {
                throw new GitOpsException("'" + text + "' is no address of a chart repository: write https://…");
            }
            if (uri.getAuthority().contains("@")) {
                throw new GitOpsException("the address of a chart holds a user's name or password, which would be"
                        + " recorded; leave it out, and use helm registry login or helm repo add");
            }
        } catch (URISyntaxException e) {
            throw new GitOpsException("the address of a chart is not one: " + e.getReason(), e);
        }
    }

    private static List<String> command(Source.Helm source, boolean oci, Path target) {
        HelmOrigin origin = source.origin();
        String reference = oci && origin.version().isEmpty() ? source.path() + "@" + origin.digest() : source.path();
        List<String> command = new ArrayList<>(List.of("helm", "pull", reference, "--destination", target.toString()));
        if (!origin.version().isEmpty()) {
            command.addAll(List.of("--version", origin.version()));
        }
        if (!oci) {
            command.addAll(List.of("--repo", origin.repository()));
        }
        String authority = URI.create(oci ? source.path() : origin.repository()).getAuthority();
        if (oci && LOOPBACK.matcher(authority).matches()) {
            command.add("--plain-http"); // as docker does for a registry on the same machine
        }
        return command;
    }

    private static String describe(Source.Helm source) {
        HelmOrigin origin = source.origin();
        return source.path()
                + (origin.version().isEmpty() ? "" : " " + origin.version())
                + (origin.repository().isEmpty() ? "" : " of " + origin.repository());
    }

    private static String printed(Result result) {
        Matcher matcher = PULLED.matcher(result.output() + "\n" + result.error());
        if (!matcher.find()) {
            throw new GitOpsException("helm does not say which digest the chart has; install Helm 3.18 or newer");
        }
        return matcher.group(1);
    }

    private static Path archive(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            List<Path> archives =
                    files.filter(file -> file.toString().endsWith(".tgz")).toList();
            if (archives.size() != 1) {
                throw new GitOpsException("helm has fetched " + archives.size() + " charts, not one");
            }
            return archives.get(0);
        } catch (IOException e) {
            throw new GitOpsException("cannot read what helm has fetched: " + e.getMessage(), e);
        }
    }

    private static String digest(Path archive) {
        try {
            if (Files.size(archive) > MAX_BYTES) {
                throw new GitOpsException("the chart is larger than " + MAX_BYTES + " bytes");
            }
            return Digest.of(Files.readAllBytes(archive));
        } catch (IOException e) {
            throw new GitOpsException("cannot read what helm has fetched: " + e.getMessage(), e);
        }
    }
}
