-- A table has no order of its own.
SELECT anolancamento, titulopincipal, maior_numero_votos_por_ano, maior_popularidade_por_ano
FROM agregar_ordenar
ORDER BY anolancamento DESC, maior_popularidade_por_ano DESC, maior_numero_votos_por_ano DESC
