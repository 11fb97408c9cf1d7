namespace ServiceHall.Rules.Attendance;

/// <summary>The geometry of the earth, as far as a fence needs it.</summary>
public static class Earth
{
    private const double RadiusMetres = 6_371_008.8;
    private const double MaxLatitude = 90;
    private const double MaxLongitude = 180;

    /// <summary>Whether a latitude, in degrees, exists.</summary>
    public static bool IsLatitude(double degrees) => Math.Abs(degrees) <= MaxLatitude;

    /// <summary>Whether a longitude, in degrees, exists.</summary>
    public static bool IsLongitude(double degrees) => Math.Abs(degrees) <= MaxLongitude;

    /// <summary>
    /// The distance of two places on the sphere (haversine), in metres, rounded to the centimetre, half away from zero.
    /// </summary>
    public static decimal Metres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (from, to) = (double.DegreesToRadians(latitude), double.DegreesToRadians(otherLatitude));
        var north = Math.Sin((to - from) / 2);
        var east = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        var haversine = (north * north) + (Math.Cos(from) * Math.Cos(to) * east * east);
        var metres = 2 * RadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(haversine)));
        return Math.Round((decimal)metres, 2, MidpointRounding.AwayFromZero);
    }
}
