package io.jenkins.plugins.gitops.core.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A place in an object that names an image.
 *
 * @param parent the map or list that has it
 * @param member the field of the map, or the index in the list
 */
record ImageSlot(JsonNode parent, JsonPointer member) {
    static ImageSlot of(JsonNode parent, String field) {
        return new ImageSlot(parent, JsonPointer.empty().appendProperty(field));
    }

    /** @return whether there is an image */
    boolean isSet() {
        return parent.at(member).isTextual() && !image().isEmpty();
    }

    /** @return the image */
    String image() {
        return parent.at(member).textValue();
    }

    void set(String image) {
        if (parent instanceof ArrayNode list) {
            list.set(member.getMatchingIndex(), TextNode.valueOf(image));
        } else {
            ((ObjectNode) parent).put(member.getMatchingProperty(), image);
        }
    }
}
