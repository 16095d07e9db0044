/** What step and build step both call: to render, deploy, verify and go back for a build. Controller only. */
package io.jenkins.plugins.gitops.service;
