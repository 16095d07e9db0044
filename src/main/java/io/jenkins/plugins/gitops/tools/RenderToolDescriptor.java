package io.jenkins.plugins.gitops.tools;

import hudson.tools.ToolDescriptor;

/**
 * Keeps the installations of one program.
 *
 * @param <T> the program's installations
 */
abstract class RenderToolDescriptor<T extends RenderTool> extends ToolDescriptor<T> {
    RenderToolDescriptor() {
        load();
    }

    @SafeVarargs
    @Override
    public final void setInstallations(T... installations) {
        super.setInstallations(installations);
        save();
    }
}
