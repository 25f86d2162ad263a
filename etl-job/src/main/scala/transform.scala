/** What Glue starts. It hands its arguments on as they are; everything else is in etl-job.jar. */
object GlueApp {
  def main(args: Array[String]): Unit = dev.sluice.job.TransformJob.main(args)
}
