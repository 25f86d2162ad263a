-- A catalog's everyday work on the lake of `movies`, as it is typed into Athena's editor, a statement at a time.
-- BUCKET stands for the lake's bucket.
CREATE DATABASE IF NOT EXISTS refined;

CREATE EXTERNAL TABLE IF NOT EXISTS tb_csv_by_hand (
  id string, tituloPincipal string, anoLancamento integer, genero string, notaMedia float, numeroVotos integer
) STORED AS PARQUET LOCATION 's3://BUCKET/trusted/csv_imdb/movies/';

CREATE EXTERNAL TABLE tb_json_by_hand (
  id int, title string, overview string, genres string, popularity double, release_date date
) PARTITIONED BY (year string, month string, day string)
STORED AS PARQUET LOCATION 's3://BUCKET/trusted/TMDB/'
TBLPROPERTIES ('projection.enabled' = 'true', 'projection.year.type' = 'integer', 'projection.year.range' = '2020,2030',
  'projection.month.type' = 'integer', 'projection.month.range' = '1,12', 'projection.month.digits' = '2',
  'projection.day.type' = 'integer', 'projection.day.range' = '1,31', 'projection.day.digits' = '2',
  'storage.location.template' = 's3://BUCKET/trusted/TMDB/${year}/${month}/${day}/');

CREATE OR REPLACE VIEW dim_tempo_by_hand AS
SELECT c.id AS id_csv, j.id AS id_json, c.anolancamento, j.release_date
FROM tb_csv_by_hand c JOIN tb_json_by_hand j ON c.titulopincipal = j.title;

CREATE EXTERNAL TABLE IF NOT EXISTS refined.joined_df (
  tituloPincipal string, genero string, notamedia double, numerovotos int, popularity double,
  anolancamento int, release_date date, overview string
) STORED AS PARQUET LOCATION 's3://BUCKET/refined/juncao_dimensao_fato/';

SHOW TABLES IN refined;
DESCRIBE refined.joined_df;
SHOW CREATE TABLE tb_csv_by_hand;
MSCK REPAIR TABLE tb_csv_by_hand;
SELECT count(*) FROM tb_csv_by_hand;
SELECT * FROM dim_tempo_by_hand ORDER BY 3 DESC LIMIT 10;
DROP VIEW dim_tempo_by_hand;
DROP TABLE tb_csv_by_hand;
DROP TABLE tb_json_by_hand;
DROP TABLE refined.joined_df;
DROP DATABASE refined;
