package io.jenkins.plugins.gitops.sandbox.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.gitops.sandbox.api.Errors;
import io.jenkins.plugins.gitops.sandbox.api.Json;
import io.jenkins.plugins.gitops.sandbox.api.Kind;
import io.jenkins.plugins.gitops.sandbox.api.Selector;
import java.util.List;

/** All verbs of the API, without HTTP: the front end calls them for clients, the controllers for themselves. */
public final class ApiServer {

    private static final String APPLY = "application/apply-patch+yaml";

    private final Cluster cluster;
    private final Create create;
    private final Replace replace;
    private final Patch patch;
    private final Apply apply;
    private final Scale scale;
    private final Delete delete;
    private final Lists lists;

    public ApiServer(Cluster cluster) {
        this.cluster = cluster;
        Writer writer = new Writer(cluster, new Allocator());
        create = new Create(writer);
        replace = new Replace(cluster, writer, create);
        patch = new Patch(writer);
        apply = new Apply(cluster, writer);
        scale = new Scale(cluster, writer);
        delete = new Delete(cluster);
        lists = new Lists(cluster);
    }

    public Cluster cluster() {
        return cluster;
    }

    public Result get(Kind kind, String subresource, String namespace, String name) {
        return subresource.equals("scale")
                ? scale.get(kind, namespace, name)
                : Result.ok(cluster.get(kind, namespace, name));
    }

    /** @param selective whether the selector has any term */
    public ObjectNode list(
            Kind kind, String namespace, Selector selector, boolean selective, int limit, String continueToken) {
        return lists.run(kind, namespace, selector, selective, limit, continueToken);
    }

    public Result create(Kind kind, String namespace, JsonNode body, Options options) {
        return create.run(kind, namespace, body, options);
    }

    public Result replace(
            Kind kind, String subresource, String namespace, String name, JsonNode body, Options options) {
        return subresource.equals("scale")
                ? scale.put(kind, namespace, name, body, options)
                : replace.run(kind, subresource, namespace, name, body, options);
    }

    /** PATCH of any type; an unknown one is a 415. */
    public Result patch(
            Kind kind,
            String subresource,
            String namespace,
            String name,
            String contentType,
            String body,
            Options options) {
        List<String> accepted = kind.builtin()
                ? List.of(Patch.JSON, Patch.MERGE, Patch.STRATEGIC, APPLY)
                : List.of(Patch.JSON, Patch.MERGE, APPLY);
        if (!accepted.contains(contentType)) {
            // One that no patch has is refused before it reaches the kind.
            throw List.of(Patch.JSON, Patch.MERGE, Patch.STRATEGIC, APPLY).contains(contentType)
                    ? Errors.unsupportedMediaType(accepted)
                    : Errors.of(415, "UnsupportedMediaType", "415: Unsupported Media Type", Json.object());
        }
        if (contentType.equals(APPLY)) {
            return apply.run(kind, subresource, namespace, name, body, options);
        }
        return subresource.equals("scale")
                ? scale.patch(kind, namespace, name, contentType, Json.parse(body), options)
                : patch.run(kind, subresource, namespace, name, contentType, body, options);
    }

    public Result delete(Kind kind, String namespace, String name, JsonNode deleteOptions, boolean dryRun) {
        return delete.run(kind, namespace, name, deleteOptions, dryRun);
    }

    /** Forgets the past: running watches go on, new ones from before and continue tokens get 410. */
    public void compact() {
        cluster.store().compact();
        lists.forget();
    }
}
