/** Items of JSON, as sources find them, as records. */
package dev.sluice.core.produce.item;
