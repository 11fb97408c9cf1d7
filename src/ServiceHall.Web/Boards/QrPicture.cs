using System.Text;
using QRCoder;

namespace ServiceHall.Web.Boards;

/// <summary>A QR code as a picture that comes along in JSON.</summary>
internal static class QrPicture
{
    /// <summary>A data URI of an SVG picture.</summary>
    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(data);
        var picture = svg.GetGraphic(10, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(picture));
    }
}
