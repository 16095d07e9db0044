package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a record keeps of a source. Of plain texts, for an agent tells it to a controller.
 *
 * @param type what the source was found to be: {@code manifests}, {@code kustomize} or {@code helm}
 * @param path its path, or the chart's name elsewhere
 * @param origin where a chart from elsewhere comes from
 * @param tool the program and its version; empty when none was used
 * @param images every container image that the manifests name, sorted
 */
public record SourceFacts(String type, String path, HelmOrigin origin, String tool, List<String> images)
        implements Serializable {
    public SourceFacts {
        images = List.copyOf(images);
    }

    /** @return what there is to keep of a render */
    public static SourceFacts of(RenderResult rendered) {
        Source source = rendered.source();
        return new SourceFacts(
                source.type(),
                source.path(),
                source instanceof Source.Helm chart ? chart.origin() : HelmOrigin.LOCAL,
                rendered.tool(),
                rendered.images());
    }

    /** @return the part {@code source} of a record */
    public Map<String, JsonNode> toJson() {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        facts.put("type", TextNode.valueOf(type));
        facts.put("path", TextNode.valueOf(path));
        if (!origin.equals(HelmOrigin.LOCAL)) {
            facts.put("repository", TextNode.valueOf(origin.repository()));
            facts.put("version", TextNode.valueOf(origin.version()));
            facts.put("digest", TextNode.valueOf(origin.digest()));
        }
        if (!tool.isEmpty()) {
            facts.put("tool", TextNode.valueOf(tool));
        }
        ArrayNode all = Json.MAPPER.createArrayNode();
        images.forEach(all::add);
        facts.put("images", all);
        return facts;
    }
}
