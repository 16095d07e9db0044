package io.jenkins.plugins.gitops.sandbox.schema;

/**
 * The type of a value, as far as server-side apply and the decoder of the API server need it: which lists are
 * associative, which maps are atomic, which fields exist. The model is that of sigs.k8s.io/structured-merge-diff.
 */
public sealed interface Type permits Type.Scalar, Type.Any, ListType, MapType {

    /** A leaf. */
    enum Scalar implements Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        INT_OR_STRING,
        QUANTITY,
        TIME,
        /** With exactly six digits after the second. */
        MICRO_TIME,
        /** Base64. */
        BYTES
    }

    /** A value that the schema says nothing about. */
    enum Any implements Type {
        /** Maps inside are merged field by field, lists are atomic: content of custom resources without a schema. */
        GRANULAR,
        /** One leaf, whatever it holds: RawExtension. */
        ATOMIC
    }
}
