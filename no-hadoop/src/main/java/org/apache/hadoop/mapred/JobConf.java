package org.apache.hadoop.mapred;

import org.apache.hadoop.conf.Configuration;

/** A job's settings. */
public class JobConf extends Configuration {
  public JobConf() {
    super();
  }
}
