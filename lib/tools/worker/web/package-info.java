/**
 * What the worker answers over HTTP: its status, health and metrics, and a page that shows them.
 */
//DEPS io.prometheus:prometheus-metrics-exposition-textformats:1.10.0
//SOURCES ../status/package-info.java
//USES ../../../systems/page/package-info.java
//SOURCES ../../../systems/rabbitmq/package-info.java
//USES ../../../base/config/package-info.java
//USES ../../../base/files/package-info.java
//USES ../../../base/json/package-info.java
//USES ../../../base/text/package-info.java
//SOURCES ConfiguredWorkers.java
//SOURCES PageLanguage.java
//SOURCES Reply.java
//SOURCES Resource.java
//SOURCES Resources.java
//SOURCES StatusEndpoint.java
//SOURCES WorkerPage.java
//FILES worker_page.css=worker_page.css
//FILES worker_page.html=worker_page.html
//FILES worker_page.js=worker_page.js
//FILES workerpage_ru.properties=workerpage_ru.properties
//FILES workerpage_en.properties=workerpage_en.properties
//FILES web_ru.properties=web_ru.properties
//FILES web_en.properties=web_en.properties
package lib.tools.worker.web;
