package io.jenkins.plugins.gitops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import io.jenkins.plugins.gitops.core.render.HelmOrigin;
import io.jenkins.plugins.gitops.core.render.RenderResult;
import io.jenkins.plugins.gitops.core.render.Source;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts about a source for the record. */
final class SourceFacts {
    private SourceFacts() {}

    /** @return what a record keeps of a render */
    static Map<String, JsonNode> of(RenderResult rendered) {
        Map<String, JsonNode> facts = new LinkedHashMap<>();
        facts.put("type", TextNode.valueOf(rendered.source().type()));
        facts.put("path", TextNode.valueOf(rendered.source().path()));
        if (rendered.source() instanceof Source.Helm chart && !chart.origin().equals(HelmOrigin.LOCAL)) {
            facts.put("repository", TextNode.valueOf(chart.origin().repository()));
            facts.put("version", TextNode.valueOf(chart.origin().version()));
            facts.put("digest", TextNode.valueOf(chart.origin().digest()));
        }
        if (!rendered.tool().isEmpty()) {
            facts.put("tool", TextNode.valueOf(rendered.tool()));
        }
        ArrayNode images = Json.MAPPER.createArrayNode();
        rendered.images().forEach(images::add);
        facts.put("images", images);
        return facts;
    }
}
