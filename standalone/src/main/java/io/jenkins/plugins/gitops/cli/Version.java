package io.jenkins.plugins.gitops.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the runnable jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"gitops " + (version == null ? "(from sources)" : version)};
    }
}
