/** Mean radius of the Earth in kilometres (IUGG). */
const EARTH_KM = 6371.0088;

/**
 * Great-circle distance of two points in kilometres, by the haversine formula.   中文: 大圆距离
 *
 * Units     degrees in, kilometres out; a sphere of 6371.0088 km, within 0.5 % of the ellipsoid
 * @example Math.round(greatCircleKm(39.9, 116.4, 31.2, 121.5)) // 1071
 */
export function greatCircleKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const rad = Math.PI / 180;
  const up = Math.sin(((lat2 - lat1) * rad) / 2);
  const along = Math.sin(((lon2 - lon1) * rad) / 2);
  const h = up * up + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * along * along;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}
