using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;

namespace ServiceHall.Web.Store.Keys;

/// <summary>One row of the key ring, in the form in which ASP.NET Core's data protection stores it.</summary>
internal sealed class StoredKey(XElement row)
{
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    public static StoredKey Parse(string xml) => new(XElement.Parse(xml));

    /// <summary>The id of the key; empty for a revocation.</summary>
    public string Id => row.Name == "key" ? (string?)row.Attribute("id") ?? "" : "";

    /// <summary>Whether anything of it lies in clear that ought not to.</summary>
    public bool IsClear => Clear is not null;

    /// <summary>Whether a certificate is needed to open it.</summary>
    public bool IsSealed => Sealed is not null;

    private XElement? Clear => row.DescendantsAndSelf().FirstOrDefault(part => (bool?)part.Attribute(Protection + "requiresEncryption") == true);

    private XElement? Sealed => row.Descendants(Protection + "encryptedSecret").FirstOrDefault();

    /// <summary>Whether this certificate protects it.</summary>
    public bool IsSealedBy(X509Certificate2 certificate) =>
        Sealed?.Descendants(Signature + "X509Certificate").Any(one => Convert.FromBase64String(one.Value).AsSpan().SequenceEqual(certificate.RawData)) == true;

    /// <summary>Puts what lies in clear under a certificate.</summary>
    public void Seal(X509Certificate2 certificate)
    {
        var encryptor = new CertificateXmlEncryptor(certificate, NullLoggerFactory.Instance);
        while (Clear is { } clear)
        {
            var encrypted = encryptor.Encrypt(new XElement(clear));
            clear.ReplaceWith(new XElement(
                Protection + "encryptedSecret", new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!), encrypted.EncryptedElement));
        }
    }

    /// <summary>Takes it out from under the certificate that protects it.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">None of those that the decryptor has opens it.</exception>
    public void Open(IXmlDecryptor decryptor)
    {
        while (Sealed is { } part)
            part.ReplaceWith(decryptor.Decrypt(part.Elements().Single()));
    }

    /// <summary>The row that ends the use of a key, but for what is read with it on purpose.</summary>
    public static string Revocation(string id, DateTimeOffset at, string reason) => new XElement(
        "revocation", new XAttribute("version", 1), new XElement("revocationDate", at), new XElement("key", new XAttribute("id", id)), new XElement("reason", reason))
        .ToString(SaveOptions.DisableFormatting);

    public override string ToString() => row.ToString(SaveOptions.DisableFormatting);
}
