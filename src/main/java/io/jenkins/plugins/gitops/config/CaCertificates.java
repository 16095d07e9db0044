package io.jenkins.plugins.gitops.config;

import hudson.Util;
import hudson.util.FormValidation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Says what certificates a text holds, and whether they are good today. */
final class CaCertificates {
    private final Instant now;

    CaCertificates(Clock clock) {
        now = clock.instant();
    }

    FormValidation check(String value) {
        String pem = Util.fixEmptyAndTrim(value);
        if (pem == null) {
            return FormValidation.ok();
        }
        if (pem.contains("PRIVATE KEY")) {
            return FormValidation.error(Messages.CaCertificates_key());
        }
        List<String> lines = new ArrayList<>();
        boolean good = true;
        try {
            for (Certificate one : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                X509Certificate certificate = (X509Certificate) one;
                good &= !isOutside(certificate);
                lines.add(line(certificate));
            }
        } catch (CertificateException e) {
            return FormValidation.error(Messages.CaCertificates_unreadable());
        }
        if (lines.isEmpty()) {
            return FormValidation.error(Messages.CaCertificates_unreadable());
        }
        String text = String.join("\n", lines);
        return good ? FormValidation.ok(text) : FormValidation.warning(text);
    }

    private boolean isOutside(X509Certificate certificate) {
        return now.isAfter(certificate.getNotAfter().toInstant())
                || now.isBefore(certificate.getNotBefore().toInstant());
    }

    private String line(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        if (now.isAfter(last)) {
            return Messages.CaCertificates_expired(name, day(last));
        }
        return now.isBefore(first)
                ? Messages.CaCertificates_early(name, day(first))
                : Messages.CaCertificates_good(name, day(last));
    }

    private static String day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
