/** SSM parameters and secrets, read from files. */
package dev.sluice.localaws.secrets;
