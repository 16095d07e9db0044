package io.jenkins.plugins.gitops.cluster;

import io.jenkins.plugins.gitops.core.GitOpsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM, in every form in which Kubernetes' tools write one: PKCS#8 ({@code PRIVATE KEY}) of any
 * algorithm, PKCS#1 ({@code RSA PRIVATE KEY}) and SEC 1 ({@code EC PRIVATE KEY}). The JDK reads PKCS#8 only; the other two
 * are what PKCS#8 has inside, and are wrapped into it (RFC 5208, RFC 5915).
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z]+ )?PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The curve in SEC 1's {@code parameters [0]}. */
    private static final int PARAMETERS = 0xA0;

    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    /** {@code rsaEncryption} with its NULL. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** {@code id-ecPublicKey}; the curve follows it. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeyPem() {}

    /** @throws GitOpsException when there is no key in the text, or none that can be used; no part of it is shown */
    static PrivateKey read(String pem) {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw refused("there is no private key in PEM in it");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        try {
            return switch (block.group(1)) {
                case "PRIVATE KEY" -> key(der);
                case "RSA PRIVATE KEY" -> key(wrapped(RSA, der));
                case "EC PRIVATE KEY" -> key(wrapped(element(SEQUENCE, EC, curve(der)), der));
                case "ENCRYPTED PRIVATE KEY" -> throw refused("it is encrypted; store it without a passphrase");
                default -> throw refused("a " + block.group(1) + " is not known");
            };
        } catch (RuntimeException e) {
            throw e instanceof GitOpsException ? e : refused("it is damaged");
        }
    }

    private static PrivateKey key(byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue; // Another algorithm's.
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        throw refused("it is damaged, or neither EC, RSA nor EdDSA");
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
    }

    /** @return the object identifier of the curve in an {@code ECPrivateKey}, as an element */
    private static byte[] curve(byte[] sec1) {
        ByteBuffer fields = content(ByteBuffer.wrap(sec1), SEQUENCE);
        content(fields, INTEGER);
        content(fields, OCTET_STRING);
        ByteBuffer parameters = content(fields, PARAMETERS);
        byte[] curve = new byte[parameters.remaining()];
        parameters.get(curve);
        return curve;
    }

    /** Reads the element at the buffer's position, which must have this tag. */
    private static ByteBuffer content(ByteBuffer der, int tag) {
        if (Byte.toUnsignedInt(der.get()) != tag) {
            throw new IllegalArgumentException("not the element that is expected");
        }
        int length = Byte.toUnsignedInt(der.get());
        if (length > 0x80) {
            int bytes = length & 0x7F;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | Byte.toUnsignedInt(der.get());
            }
        }
        ByteBuffer content = der.slice(der.position(), length);
        der.position(der.position() + length);
        return content;
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
            element.write(0x82); // The length follows in two bytes.
            element.write(content.size() >> 8);
            element.write(content.size());
        }
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static GitOpsException refused(String why) {
        return new GitOpsException("cannot use the client key of the kubeconfig: " + why);
    }
}
