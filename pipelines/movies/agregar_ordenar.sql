SELECT anolancamento, titulopincipal,
       max(numerovotos) AS maior_numero_votos_por_ano,
       max(popularity) AS maior_popularidade_por_ano
FROM juncao_dimensao_fato
GROUP BY anolancamento, titulopincipal
ORDER BY anolancamento DESC, maior_popularidade_por_ano DESC, maior_numero_votos_por_ano DESC
