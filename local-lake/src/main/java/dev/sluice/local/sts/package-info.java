/** STS: who the caller is. */
package dev.sluice.local.sts;
