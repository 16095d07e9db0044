package io.jenkins.plugins.gitops.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.GitOpsException;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps records as files: {@code <directory>/<environment>/<app>/<id>.json}. A file is written beside its place and
 * moved there, so a reader never sees half of one. Only the owner may read the files where the file system knows of owners.
 */
public final class DirectoryRecordStore implements RecordStore {
    private static final String SUFFIX = ".json";

    private final Path directory;

    /** @param directory made when the first record is saved */
    public DirectoryRecordStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public void save(DeploymentRecord record) {
        Path file = file(record.app(), record.environment(), record.id());
        byte[] content = Json.write(RecordJson.toJson(record)).getBytes(StandardCharsets.UTF_8);
        try {
            PrivateFiles.replace(file, content);
        } catch (IOException e) {
            throw new GitOpsException("cannot write the record " + file + ": " + reason(e), e);
        }
    }

    @Override
    public Optional<DeploymentRecord> load(String app, String environment, String id) {
        Path file = file(app, environment, id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode tree = Json.parse(Files.readString(file));
            return Optional.of(RecordJson.fromJson(tree, "the record " + file));
        } catch (IOException | IllegalArgumentException e) {
            throw new GitOpsException("cannot read the record " + file + ": " + reason(e), e);
        }
    }

    @Override
    public List<String> ids(String app, String environment) {
        Path folder = folder(app, environment);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .filter(RecordIds::isId)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new GitOpsException("cannot list the records in " + folder + ": " + reason(e), e);
        }
    }

    /** @return where a record is or would be; {@link GitOpsException} when the id is not one that we make */
    public Path file(String app, String environment, String id) {
        if (!RecordIds.isId(id)) {
            throw new GitOpsException(
                    "\"" + id + "\" is no record id; ids look like 20261122-164151-3f9ac25e, see gitops history");
        }
        return folder(app, environment).resolve(id + SUFFIX);
    }

    private Path folder(String app, String environment) {
        return directory.resolve(FileNames.encode(environment)).resolve(FileNames.encode(app));
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
