package io.jenkins.plugins.gitops.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ToolOutputTest {
    @Test
    void shouldKeepTheFirstBytesAndTellOnceThatThereAreMore() throws IOException {
        AtomicInteger told = new AtomicInteger();
        CappedOutput output = new CappedOutput(5, told::incrementAndGet);

        output.write("abcde".getBytes(UTF_8));
        assertThat(told).hasValue(0);
        output.write("fg".getBytes(UTF_8));
        output.write('h');

        assertThat(output.text()).isEqualTo("abcde");
        assertThat(told).hasValue(1);
    }

    @Test
    void shouldKeepTheLastBytes() throws IOException {
        OutputTail output = new OutputTail(4);

        output.write("short".substring(0, 2).getBytes(UTF_8));
        assertThat(output.text()).isEqualTo("sh");
        for (int i = 0; i < 100; i++) {
            output.write(("line " + i).getBytes(UTF_8));
        }

        assertThat(output.text()).isEqualTo("e 99");
    }
}
