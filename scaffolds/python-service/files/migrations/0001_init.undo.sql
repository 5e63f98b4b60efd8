<% if (it.product.migrations.length === 0) { -%>
DROP TABLE settings;
<% } -%>
