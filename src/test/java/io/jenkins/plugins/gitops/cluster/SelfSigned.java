package io.jenkins.plugins.gitops.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its own certificate for 127.0.0.1, made in memory: the JDK has no API for certificates, so what is needed of
 * X.509 (RFC 5280) is put together here.
 *
 * @param curve the curve's object identifier as an element, in hexadecimal; empty for RSA
 */
public record SelfSigned(KeyPair keys, X509Certificate certificate, String curve) {
    private static final char[] NO_PASSWORD = {};
    private static final String P256 = "06082a8648ce3d030107";
    private static final String P384 = "06052b81040022";
    private static final String SHA256_WITH_RSA = "300d06092a864886f70d01010b0500";
    private static final String SHA256_WITH_ECDSA = "300a06082a8648ce3d040302";

    /** @param kind {@code RSA}, {@code P-256} or {@code P-384} */
    public static SelfSigned of(String kind, String name) throws GeneralSecurityException {
        return switch (kind) {
            case "RSA" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                yield sign(generator.generateKeyPair(), name, "SHA256withRSA", SHA256_WITH_RSA, "");
            }
            case "P-256" -> sign(ec("secp256r1"), name, "SHA256withECDSA", SHA256_WITH_ECDSA, P256);
            case "P-384" -> sign(ec("secp384r1"), name, "SHA256withECDSA", SHA256_WITH_ECDSA, P384);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static KeyPair ec(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static SelfSigned sign(KeyPair keys, String name, String algorithm, String identifier, String curve)
            throws GeneralSecurityException {
        byte[] signedBy = hex(identifier);
        byte[] commonName = element(
                0x30,
                element(
                        0x31,
                        element(0x30, hex("0603550403"), element(0x0c, name.getBytes(StandardCharsets.US_ASCII)))));
        byte[] validity = element(0x30, time("20200101000000Z"), time("20991231235959Z"));
        byte[] constraints = element(0x30, hex("0603551d13"), hex("0101ff"), element(0x04, hex("30030101ff")));
        byte[] address = element(0x30, hex("0603551d11"), element(0x04, element(0x30, hex("87047f000001"))));
        byte[] body = element(
                0x30,
                hex("a003020102"),
                element(0x02, BigInteger.valueOf(name.hashCode() & 0xffffL).toByteArray()),
                signedBy,
                commonName,
                validity,
                commonName,
                keys.getPublic().getEncoded(),
                element(0xa3, element(0x30, constraints, address)));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(body);
        byte[] whole = element(0x30, body, signedBy, element(0x03, new byte[1], signature.sign()));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        return new SelfSigned(keys, certificate, curve);
    }

    /** @param form {@code PKCS8}, {@code PKCS1} or {@code SEC1} */
    public String key(String form) {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        return switch (form) {
            case "PKCS8" -> pem("PRIVATE KEY", pkcs8);
            // Behind the version, the algorithm and the header of the octet string.
            case "PKCS1" -> pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
            case "SEC1" -> pem("EC PARAMETERS", hex(curve)) + pem("EC PRIVATE KEY", sec1());
            default -> throw new IllegalArgumentException(form);
        };
    }

    /** TLS of a server that shows this certificate, and trusts clients that show one of the given ones. */
    public SSLContext serving(SelfSigned... clients) throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        own.setKeyEntry("own", keys.getPrivate(), NO_PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, NO_PASSWORD);
        KeyStore trusted = empty();
        for (SelfSigned client : clients) {
            trusted.setCertificateEntry("client-" + trusted.size(), client.certificate());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private byte[] sec1() {
        byte[] number = ((ECPrivateKey) keys.getPrivate()).getS().toByteArray();
        byte[] fixed = new byte[curve.equals(P256) ? 32 : 48];
        int length = Math.min(fixed.length, number.length);
        System.arraycopy(number, number.length - length, fixed, fixed.length - length, length);
        return element(0x30, hex("020101"), element(0x04, fixed), element(0xa0, hex(curve)));
    }

    public String pem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    static String pem(String type, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    private static byte[] time(String text) {
        return element(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.size() < 0x80) {
            element.write(content.size());
        } else {
            element.write(0x82);
            element.write(content.size() >> 8);
            element.write(content.size());
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }
}
