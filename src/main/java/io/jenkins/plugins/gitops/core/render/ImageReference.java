package io.jenkins.plugins.gitops.core.render;

/** The parts of a container image reference: {@code [registry[:port]/]path[:tag][@digest]}. */
final class ImageReference {
    private ImageReference() {}

    /** @return the reference without tag and digest */
    static String name(String reference) {
        int digest = reference.indexOf('@');
        String tagged = digest < 0 ? reference : reference.substring(0, digest);
        int tag = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        return tag < 0 ? tagged : tagged.substring(0, tag);
    }

    /** @return whether the reference names one image for good */
    static boolean hasDigest(String reference) {
        return reference.indexOf('@') >= 0;
    }
}
