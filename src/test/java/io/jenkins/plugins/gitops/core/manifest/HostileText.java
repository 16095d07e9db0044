package io.jenkins.plugins.gitops.core.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** An object full of text that is hard to write as YAML; always the same one. */
public final class HostileText {
    /** Pieces from which hostile text is put together. */
    private static final String[] PIECES = {
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "\r",
        "a",
        "B",
        "0",
        "1",
        "-",
        "- ",
        "?",
        ": ",
        ":",
        " #",
        "#",
        "'",
        "\"",
        "\\",
        "|",
        ">",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "~",
        "=",
        "<<",
        ".",
        "_",
        "yes",
        "null",
        "1e3",
        "0x1",
        "---",
        "...",
        "\u0000",
        "\u0007",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u00e9",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\ue000",
        "\ud83d\ude00",
        "\udb40\udc01"
    };

    private HostileText() {}

    /** @return a ConfigMap-like object with that many keys and texts */
    public static ObjectNode object(int texts) {
        Random random = new Random(7);
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", "a");
        ObjectNode data = object.putObject("data");
        ArrayNode list = object.putArray("list");
        for (int i = 0; i < texts; i++) {
            String text = random.ints(random.nextInt(6), 0, PIECES.length)
                    .mapToObj(piece -> PIECES[piece])
                    .reduce("", String::concat);
            data.put(text, text);
            list.add(text);
        }
        data.put("k".repeat(2_000), "long key");
        return object;
    }
}
