// The one resource of the rivals' server: the profile, read and written with its version (ETag, If-Match).
export async function getProfile() {
  const response = await fetch('/api/profile', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error('http ' + response.status);
  return { data: await response.json(), etag: response.headers.get('etag') };
}

export async function putProfile(data, etag) {
  const response = await fetch('/api/profile', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': etag || '*', 'x-requested-with': 'app' },
    body: JSON.stringify(data),
  });
  if (response.status === 412) throw new Error('conflict');
  if (!response.ok) throw new Error('http ' + response.status);
  return { data: await response.json(), etag: response.headers.get('etag') };
}
