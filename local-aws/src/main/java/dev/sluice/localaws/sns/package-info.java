/** SNS: topics, filter policies, and messages delivered into files. */
package dev.sluice.localaws.sns;
