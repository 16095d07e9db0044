package io.jenkins.plugins.gitops.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.gitops.cluster.SelfSigned;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the form says about single fields. */
class EnvironmentFieldsTest {
    private final EnvironmentForm form = new GitOpsEnvironment.DescriptorImpl();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | prod | OK",
                "name | '' | ERROR",
                "name | Prod | ERROR",
                "server | '' | OK",
                "server | https://10.0.0.1:6443 | OK",
                "server | http://10.0.0.1:6443 | ERROR",
                "server | 10.0.0.1 | ERROR",
                "namespace | '' | OK",
                "namespace | shop | OK",
                "namespace | shop_1 | ERROR",
                "jobs | shop/** | OK",
                "jobs | /shop/deploy | ERROR",
                "jobs | shop » deploy | ERROR",
                "branches | release/* | OK",
                "branches | origin/main | WARNING",
                "branches | refs/heads/main | WARNING",
                "limit | '' | OK",
                "limit | 25% | OK",
                "limit | 250% | ERROR",
                "limit | many | ERROR",
                "kinds | StatefulSet.apps | OK",
                "kinds | statefulsets | ERROR",
                "manager | jenkins-gitops | OK",
                "manager | two words | ERROR",
                "checks | '' | OK",
                "checks | 'deny: {kinds: [ClusterRole]}' | OK",
                "checks | '  rules: {probes: error}' | OK",
                "checks | 'rules: {probe: error}' | ERROR",
                "checks | 'deny: [' | ERROR",
                "signers | '' | OK",
                "signers | ada@example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== | OK",
                "signers | ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== ada@example.org | ERROR"
            })
    void shouldTellGoodFromBad(String field, String value, Kind kind) {
        FormValidation answer =
                switch (field) {
                    case "name" -> form.doCheckName(value);
                    case "server" -> form.doCheckServer(value);
                    case "namespace" -> form.doCheckNamespace(value);
                    case "jobs" -> form.doCheckAllowedJobs(value);
                    case "branches" -> form.doCheckAllowedBranches(value);
                    case "limit" -> form.doCheckPruneLimit(value);
                    case "kinds" -> form.doCheckProtectedKinds("Secret\n" + value);
                    case "checks" -> form.doCheckChecks(value);
                    case "signers" -> form.doCheckTrustedSigners(value);
                    default -> form.doCheckFieldManager(value);
                };

        assertThat(answer.kind).as(answer.toString()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, OK, valid until 2099-12-31",
        "2019-01-01, WARNING, not valid before 2020-01-01",
        "2100-01-01, WARNING, expired on 2099-12-31"
    })
    void shouldReadTheCertificate(String today, Kind kind, String text) throws Exception {
        Clock clock = Clock.fixed(Instant.parse(today + "T12:00:00Z"), ZoneOffset.UTC);

        FormValidation answer = new CaCertificates(clock)
                .check(SelfSigned.of("P-256", "cluster").pem());

        assertThat(answer.kind).isEqualTo(kind);
        assertThat(answer.getMessage()).isEqualTo("CN=cluster, " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"})
    void shouldRefuseWhatIsNoCertificate(String text) {
        assertThat(form.doCheckCaCertificate(text).kind).isEqualTo(Kind.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS8", "SEC1"})
    void shouldRefuseAKeyThatWasPastedAlong(String type) throws Exception {
        SelfSigned own = SelfSigned.of("P-256", "cluster");

        assertThat(form.doCheckCaCertificate(own.pem() + own.key(type)).getMessage())
                .startsWith("There is a private key in it");
    }
}
