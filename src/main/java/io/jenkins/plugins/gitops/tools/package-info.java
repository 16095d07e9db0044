/** Installations of Helm and Kustomize, and how they get onto an agent. */
package io.jenkins.plugins.gitops.tools;
