package io.jenkins.plugins.gitops.steps;

/** Numbers that people give. */
final class Numbers {
    private Numbers() {}

    /** @throws IllegalArgumentException when it is negative */
    static int positive(String parameter, int given) {
        if (given < 0) {
            throw new IllegalArgumentException(Messages.Numbers_negative(parameter, given));
        }
        return given;
    }
}
