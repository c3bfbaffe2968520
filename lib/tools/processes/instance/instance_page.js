'use strict';
(async () => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const told = document.getElementById('told');
  const viewer = new BpmnJS({ container: '#picture' });
  try {
    await viewer.importXML(data.xml);
  } catch (e) {
    told.hidden = false;
    return;
  }
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  const mark = (ids, marker) => ids.filter((id) => elements.get(id)).forEach((id) => canvas.addMarker(id, marker));
  mark(data.here, 'here');
  mark(data.failed, 'failed');
  canvas.zoom('fit-viewport', 'auto');
  document.body.dataset.drawn = 'yes';
})();
