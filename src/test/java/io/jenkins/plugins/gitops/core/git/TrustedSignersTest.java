package io.jenkins.plugins.gitops.core.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedSignersTest {
    private static final String ADA = "ada@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== Ada's laptop";
    private static final String EVE = "eve@example.org namespaces=\"git\" sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaA==";
    private static final String ONE = pgp("b25l");
    private static final String TWO = pgp("dHdv");

    @Test
    void shouldTakeFromOneTextWhatIsOfEachKind() {
        TrustedSigners signers = TrustedSigners.of(
                List.of("# Ada\n" + ADA + "\n" + ONE + "\n\n# Eve\r\n  " + EVE + "\r\n" + TWO + "\n"));

        assertThat(signers.allowedSigners()).isEqualTo(ADA + "\n" + EVE);
        assertThat(signers.publicKeys()).isEqualTo(ONE + "\n" + TWO);
    }

    @Test
    void shouldPutSeveralTextsTogether() {
        TrustedSigners signers = TrustedSigners.of(List.of(ONE, ADA, TWO));

        assertThat(signers.allowedSigners()).isEqualTo(ADA);
        assertThat(signers.publicKeys()).isEqualTo(ONE + "\n" + TWO);
        assertThat(TrustedSigners.of(List.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== ada@example.org | \"ssh-ed25519 AAAA",
                "ada@example.org ssh-ed25519 | \"ada@example.org ssh-ed25519\"",
                "-----BEGIN PGP PUBLIC KEY BLOCK----- | \"-----BEGIN PGP PUBLIC KEY BLOCK-----\"",
                "what is this | \"what is this\""
            })
    void shouldNameTheLineThatIsNone(String line, String named) {
        assertThatThrownBy(() -> TrustedSigners.of(List.of(ADA + "\n" + line)))
                .isInstanceOf(GitOpsException.class)
                .hasMessageStartingWith(named)
                .hasMessageContaining("is no trusted signer, neither a line such as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nobody yet\n"})
    void shouldRefuseATextWithoutAny(String text) {
        assertThatThrownBy(() -> TrustedSigners.of(List.of(ADA, text)))
                .hasMessageStartingWith("there are no trusted signers");
    }

    @Test
    void shouldRefuseAPrivateKey() {
        assertThatThrownBy(() -> TrustedSigners.of(List.of(ADA + "\n-----BEGIN OPENSSH PRIVATE KEY-----\nb25l\n")))
                .hasMessage("a private key is no list of trusted signers; export the public one");
    }

    private static String pgp(String base64) {
        return "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n" + base64 + "\n=AAAA\n-----END PGP PUBLIC KEY BLOCK-----";
    }
}
