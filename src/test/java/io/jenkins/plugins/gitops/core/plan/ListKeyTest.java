package io.jenkins.plugins.gitops.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.gitops.core.manifest.Json;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListKeyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'name': 'a'}, {'name': 'b'}]                                                | [a, b]",
                "[{'mountPath': '/a', 'name': 'v'}, {'mountPath': '/b', 'name': 'v'}]          | [/a, /b]",
                "[{'containerPort': 53, 'protocol': 'TCP'}, {'containerPort': 53, 'protocol': 'UDP'}] | [53/TCP, 53/UDP]",
                "[{'port': 80}, {'port': 443, 'protocol': 'TCP'}]                              | [80, 443/TCP]",
                "[{'type': 'Ready'}, {'type': 'Scheduled'}]                                    | [Ready, Scheduled]",
                "[{'key': 'a'}, {'key': 'b'}]                                                  | [a, b]",
                "[{'key': 'a'}, {'key': 'a'}]                                                  | none",
                "[{'name': 'a'}, {'other': 'b'}]                                               | none",
                "[{'name': {'nested': 1}}]                                                     | none",
                "['a', 'b']                                                                    | none",
                "[1]                                                                           | none"
            })
    void shouldNameElementsByTheKeyThatFitsAllOfThem(String list, String names) {
        JsonNode json = Json.parse(list.replace('\'', '"'));

        Optional<ListKey> key = ListKey.of(json, json);

        assertThat(key.map(found -> found.index(json).keySet().toString()).orElse("none"))
                .isEqualTo(names);
    }
}
