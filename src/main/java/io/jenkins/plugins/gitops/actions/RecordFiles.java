package io.jenkins.plugins.gitops.actions;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.record.DeploymentRecord;
import io.jenkins.plugins.gitops.core.record.PrivateFiles;
import io.jenkins.plugins.gitops.core.record.RecordIds;
import io.jenkins.plugins.gitops.core.record.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The records of one build, {@code <build directory>/gitops/<id>.json.gz}: a file is there whole or not at all, only Jenkins'
 * own user may read it, and it goes with the build.
 */
final class RecordFiles {
    private static final int LONGEST = 256 << 20;

    private final Path directory;
    private final String build;

    /**
     * @param buildDirectory where {@code build.xml} is
     * @param build the build's name, for messages
     */
    RecordFiles(Path buildDirectory, String build) {
        this.directory = buildDirectory.resolve("gitops");
        this.build = build;
    }

    /** @throws GitOpsException when it cannot be written */
    void write(DeploymentRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
        try {
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                Json.MAPPER.writeValue(zip, RecordJson.toJson(record));
            }
            PrivateFiles.replace(file(record.id()), bytes.toByteArray());
        } catch (IOException e) {
            throw new GitOpsException(
                    "cannot write the record " + record.id() + " of " + build + ": " + e.getMessage()
                            + "; is the disk of Jenkins full?",
                    e);
        }
    }

    /**
     * @return the record, or empty when there is no file
     * @throws GitOpsException when it is damaged or was written by a newer version
     */
    Optional<DeploymentRecord> read(String id) {
        if (!RecordIds.isId(id)) {
            return Optional.empty();
        }
        String name = "the record " + id + " of " + build;
        try (InputStream stream = new GZIPInputStream(Files.newInputStream(file(id)))) {
            byte[] bytes = stream.readNBytes(LONGEST);
            if (bytes.length == LONGEST) {
                throw new GitOpsException(name + " is larger than " + (LONGEST >> 20) + " MiB and is not shown");
            }
            JsonNode tree = Json.MAPPER.readTree(bytes);
            return Optional.of(RecordJson.fromJson(tree, name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new GitOpsException(
                    name + " is damaged or cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Path file(String id) {
        if (!RecordIds.isId(id)) {
            throw new GitOpsException("\"" + id + "\" is no record id");
        }
        return directory.resolve(id + ".json.gz");
    }
}
