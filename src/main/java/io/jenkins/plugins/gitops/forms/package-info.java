/** What the forms of steps and of the configuration have in common: lists of lines and of pairs, names, and what is said to wrong ones. */
package io.jenkins.plugins.gitops.forms;
