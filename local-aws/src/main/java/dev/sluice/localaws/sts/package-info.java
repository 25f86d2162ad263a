/** STS: who the caller is. */
package dev.sluice.localaws.sts;
