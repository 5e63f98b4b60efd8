"""Where the APIs are."""

_BASE_URLS: dict[str, dict[str, str]] = {<%= it.products.some(({ active }) => active) ? "\n" : "" %><% for (const product of it.products.filter(({ active }) => active)) { -%>
<% const urls = Object.entries(it.gateway ? it.gatewayHosts : product.hosts).map(([name, host]) => [name, `https://${host}${it.gateway ? product.gatewayPrefix : ""}`]) -%>
    "<%= product.code %>": {<%= urls.length > 0 ? "\n" : "" %><% for (const [name, url] of urls) { -%>
        "<%= name %>": "<%= url %>",
<% } -%>
<% if (urls.length > 0) { %>    <% } %>},
<% } -%>
}


def base_url(product: str, environment: str) -> str:
    """Address of a product's API in an environment.

    Raises:
        ValueError: naming those there are.
    """
    environments = _BASE_URLS.get(product)
    if environments is None:
        raise ValueError(f'no product "{product}"; products: {", ".join(_BASE_URLS)}')
    if environment not in environments:
        raise ValueError(f'{product} is not in "{environment}"; it is in {", ".join(environments) or "no environment"}')
    return environments[environment]
