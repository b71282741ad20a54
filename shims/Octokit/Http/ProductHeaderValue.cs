using Header = System.Net.Http.Headers.ProductHeaderValue;

namespace Octokit;

/// <summary>The first part of the User-Agent: GitHub refuses a request without one.</summary>
public class ProductHeaderValue
{
    private readonly Header _header;

    public ProductHeaderValue(string name)
        : this(new Header(name))
    {
    }

    public ProductHeaderValue(string name, string version)
        : this(new Header(name, version))
    {
    }

    public ProductHeaderValue(Header productHeader)
    {
        ArgumentNullException.ThrowIfNull(productHeader);
        _header = productHeader;
    }

    public string Name => _header.Name;

    public string Version => _header.Version;

    public override bool Equals(object obj) => obj is ProductHeaderValue other && _header.Equals(other._header);

    public override int GetHashCode() => _header.GetHashCode();

    public override string ToString() => _header.ToString();
}
